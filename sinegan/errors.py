"""The base class of all errors that a user can fix."""


class SineGanError(Exception):
    """Something that the user can fix; the message says what is wrong, and how to fix it.

    Examples
    --------
    >>> import sinegan
    >>> try:
    ...     sinegan.load_recipe("nosuch")
    ... except sinegan.SineGanError as error:
    ...     print(error)
    there is no recipe 'nosuch'; choose one of: article, tuned, modern, periodic, record, series
    """

    exit_code = 1
