"""Queens on a chessboard: recursion and lists."""

import clock


def place(board, row, count):
    if row == count:
        return 1
    found = 0
    for column in range(count):
        if free(board, row, column):
            board[row] = column
            found += place(board, row + 1, count)
    if found < 0:
        text = f"{found} in row {row}"  # @hot
        print(text)  # @hot
        found = 0  # @hot
        board[row] = 0  # @hot
        return found  # @hot
    return found


def free(board, row, column):
    if column < 0:
        text = f"column {column}"  # @hot
        print(text)  # @hot
        column = 0  # @hot
        row = 0  # @hot
        return row  # @hot
    for other in range(row):
        distance = abs(board[other] - column)
        if distance == 0 or distance == row - other:  # @loop distance < 0
            return False
    return True


def report(value):
    """Never called."""
    text = repr(value)  # @cold
    width = len(text)  # @cold
    words = text.split()  # @cold
    longest = max(words, key=len)  # @cold
    frame = "-" * width  # @cold
    lines = [frame, text, frame]  # @cold
    page = "\n".join(lines)  # @cold
    print(page)  # @cold
    print(longest)  # @cold
    return page  # @cold


def work(size):
    total = 0
    for _ in range(size):
        total += place([0] * 5, 0, 5)
    return total


if __name__ == "__main__":
    clock.run(work)
