"""What is wrong with a user's file of series."""

from sinegan.io.files import FileProblemError


class BadSeriesError(FileProblemError):
    """A user's file that does not hold series; the message names file, place and fix."""

    exit_code = 2
