"""First steps: click left of the 7, then press Debug"""

prices = [3, 5, 12]
total = 0

for price in prices:
    total = total + price
    print("so far:", total)

print("to pay:", total)
