# fmt: off
left = 3
while left:
    left -= 1
else:
    print("counted down")
while True:
    left += 1
    if left == 2:
        break
else:
    print("never")
print(left)
