"""The error that a command ends with in one line."""


class SineGanError(Exception):
    """Something that the user can put right; the text says what is wrong, and how."""

    exit_code = 1
