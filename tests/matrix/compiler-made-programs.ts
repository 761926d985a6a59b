/** A program of statements of which the compiler makes functions, and where it stops. Lines are marked as in `programs.ts`. */

/** Statements of which the compiler makes functions, for CPython 3.12 and later. */
export const STATEMENTS = `
  import functools
  import typing

  def keep(cls=None, **options):
      return cls or (lambda kept: kept)

  @keep  # @first_decorator
  @keep(  # @second_decorator
      more=1,  # @decorator_argument
  )
  class Order:  # @class
      item: int
      count: int = 0  # @count
      parts: typing.List[  # @parts
          int
      ] = []

      @property  # @property
      def total(self) -> int:  # @method
          return self.count  # @method_body

  @keep  # @decorated
  def plain(  # @def
      one: int,
      two: int = len('ab'),  # @two
      three: int = len('abc'),  # @three
  ) -> int:
      return one  # @body

  def generic[T: int](item: T, more: list[T]) -> T:  # @generic
      return item  # @generic_body

  class Box[T](  # @box
      Order,  # @base
  ):
      content: T
      size = 1  # @size

  type Alias[K] = dict[  # @alias
      K, str
  ]
  if Box:
      checked: int = 5  # @checked
  Order.__annotations__, plain.__annotations__, generic.__type_params__[0].__bound__, Alias.__value__  # @asks
  typing.get_type_hints(Box), typing.get_type_hints(plain)  # @hints
  print(plain(1), generic(2, []), Box().total, Order.total)  # @print
`;

/** The order in which breakpoints on all of its markers stop. */
export const ONE_STOP_EACH = [
  ...['first_decorator', 'second_decorator', 'decorator_argument', 'class', 'count', 'parts', 'property', 'method'],
  ...['decorated', 'two', 'three', 'def', 'generic', 'box', 'base', 'size', 'alias', 'checked', 'asks', 'hints'],
  ...['print', 'body', 'generic_body', 'method_body'],
];
