# fmt: off
class Query:
    def __init__(self):
        self.parts = []

    def where(self, part):
        self.parts.append(part)
        return self

    def order(self, by):
        self.parts.append(by)
        return self


query = (
    Query()
    .where("a")
    .where("b")
    .order("c")
)
print(query.parts)
print(Query().where("x").order("y").parts[0]
      .upper())
