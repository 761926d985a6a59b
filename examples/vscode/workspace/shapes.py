def square(side):
    area = side * side
    return area
