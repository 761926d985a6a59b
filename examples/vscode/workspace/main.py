import shapes

for side in range(1, 4):
    print(side, shapes.square(side))
