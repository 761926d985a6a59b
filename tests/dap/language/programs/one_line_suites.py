# fmt: off
n = 0
if n == 0: n = 1
for step in range(2): n += step
while n < 4: n += 1
def double(value): return value * 2
class Empty: pass
try: n = double(n)
except ValueError: n = 0
finally: n += 1
with open("/dev/null") as file: n += 1
print(n)
