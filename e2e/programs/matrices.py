"""Matrices of fractions: products, determinants, inverses, elimination, paths."""

from fractions import Fraction
from functools import reduce
from itertools import pairwise, zip_longest
from operator import matmul, mul


class Matrix:
    """Rows of fractions; all operations make new matrices."""

    def __init__(self, rows):
        self.rows = [[Fraction(value) for value in row] for row in rows]
        widths = {len(row) for row in self.rows}
        if len(widths) != 1:
            shape = sorted(widths)
            raise ValueError(f"rows of different widths: {shape}")  # @ragged: shape

    @classmethod
    def identity(cls, size):
        return cls([[int(i == j) for j in range(size)] for i in range(size)])

    @property
    def shape(self):
        return len(self.rows), len(self.rows[0])

    @property
    def transposed(self):
        return Matrix(zip(*self.rows, strict=True))

    def __matmul__(self, other):
        if self.shape[1] != other.shape[0]:
            raise ValueError(f"cannot multiply {self.shape} by {other.shape}")
        columns = other.transposed.rows
        return Matrix(
            [
                [sum(map(mul, row, column)) for column in columns]  # @product_row: len(columns)
                for row in self.rows
            ]
        )

    def __add__(self, other):
        return Matrix(
            [a + b for a, b in zip(left, right, strict=True)] for left, right in zip(self.rows, other.rows, strict=True)
        )

    def __pow__(self, exponent):
        """By repeated squaring."""
        result = Matrix.identity(len(self.rows))
        base = self
        while exponent:
            if exponent & 1:
                result = result @ base
            base = base @ base
            exponent >>= 1  # @squaring: exponent
        return result

    def __eq__(self, other):
        return isinstance(other, Matrix) and self.rows == other.rows

    def __hash__(self):
        return hash(tuple(map(tuple, self.rows)))

    def __str__(self):
        cells = [[str(value) for value in row] for row in self.rows]
        width = max(len(cell) for row in cells for cell in row)
        return "\n".join(" ".join(cell.rjust(width) for cell in row) for row in cells)

    def minor(self, row, column):
        return Matrix(
            [[value for j, value in enumerate(values) if j != column] for i, values in enumerate(self.rows) if i != row]
        )

    def determinant(self):
        """By the first row, recursively."""
        if len(self.rows) == 1:
            return self.rows[0][0]
        total = Fraction(0)
        for column, value in enumerate(self.rows[0]):
            sign = -1 if column % 2 else 1
            total += sign * value * self.minor(0, column).determinant()
        size = len(self.rows)
        return total  # @determinant: size, int(total)

    def inverse(self):
        """By Gauss and Jordan, on the matrix with the identity beside it."""
        size = len(self.rows)
        rows = [row + unit for row, unit in zip(self.rows, Matrix.identity(size).rows, strict=True)]
        for pivot in range(size):
            swap = next((i for i in range(pivot, size) if rows[i][pivot]), None)
            if swap is None:
                raise ZeroDivisionError("singular matrix")  # @singular: pivot
            rows[pivot], rows[swap] = rows[swap], rows[pivot]
            scale = rows[pivot][pivot]
            rows[pivot] = [value / scale for value in rows[pivot]]
            for i in range(size):
                if i != pivot:
                    factor = rows[i][pivot]
                    rows[i] = [a - factor * b for a, b in zip(rows[i], rows[pivot])]
            done = pivot + 1
            assert rows[pivot][pivot] == 1  # @pivot_done: done, swap
        return Matrix([row[size:] for row in rows])


def fibonacci(n):
    return (Matrix([[1, 1], [1, 0]]) ** n).rows[0][1]


def shortest_paths(edges, count):
    """Floyd and Warshall; None stands for no way."""
    best = [[0 if i == j else None for j in range(count)] for i in range(count)]
    for start, end, length in edges:
        best[start][end] = length
    for middle in range(count):
        for start in range(count):
            for end in range(count):
                first, second = best[start][middle], best[middle][end]
                if first is None or second is None:
                    continue
                if best[start][end] is None or first + second < best[start][end]:
                    best[start][end] = first + second  # @shorter: start, middle, end
    return best


def pascal(height):
    row = [1]
    for _ in range(height):
        yield row
        row = [1, *(a + b for a, b in pairwise(row)), 1]  # @pascal: len(row)


a = Matrix([[2, 1], [5, 3]])
b = Matrix([[1, -1], [0, "1/2"]])
print(a @ b, "", a + b, sep="\n")
print("determinant:", a.determinant(), Matrix([[2, 0, 1], [1, 3, 2], [1, 1, 4]]).determinant())
print(a.inverse(), a.inverse() @ a == Matrix.identity(2))
print("fibonacci:", fibonacci(30))

for rows in ([[1, 2], [3]], [[1, 2], [2, 4]]):
    try:
        print(Matrix(rows).inverse())
    except (ValueError, ZeroDivisionError) as error:
        print(f"{type(error).__name__}: {error}")  # @matrix_error: type(error).__name__

chain = reduce(matmul, [a, b, a.inverse()])
print("chain:", chain.rows[0][0], chain.shape)

paths = shortest_paths([(0, 1, 4), (0, 2, 1), (2, 1, 2), (1, 3, 5)], 4)
for row in paths:
    print(" ".join("-" if value is None else str(value) for value in row))
for row in pascal(5):
    print(*row)
print(list(zip_longest("ab", [1, 2, 3], fillvalue="*")))  # @end: len(paths)
