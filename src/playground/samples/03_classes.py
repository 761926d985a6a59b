"""Classes: two kinds of bank account

Set a breakpoint on the line `account.withdraw(70)` and press Debug. Step into
shows which class really answers the call. Unfold `account` in Variables, and
change `_balance` there to 1000 before you continue: the program believes you.
"""


class Account:
    """Money that belongs to somebody, and never goes below `lowest`."""

    lowest = 0

    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError(f"cannot deposit {amount}")
        self._balance += amount

    def withdraw(self, amount):
        if self._balance - amount < self.lowest:
            print(f"{self.owner}: no, {amount} is too much")
            return False
        self._balance -= amount
        return True


class OverdraftAccount(Account):
    """An account that may go below zero, for a fee."""

    lowest = -100
    fee = 5

    def withdraw(self, amount):
        paid = super().withdraw(amount)
        if paid and self.balance < 0:
            self._balance -= self.fee
        return paid


accounts = [Account("Ada", 50), OverdraftAccount("Grace", 50)]

for account in accounts:
    account.deposit(10)
    account.withdraw(70)
    print(f"{account.owner} has {account.balance}")
