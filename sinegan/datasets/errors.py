"""What is wrong with a user's file of series, to read or to write."""

from sinegan.io.files import FileProblemError


class BadSeriesError(FileProblemError):
    """A user's file that does not hold series; the message names file, place and fix."""

    exit_code = 2


class UnknownSuffixError(FileProblemError):
    """A file to write whose suffix names no format; the message names the file and the suffixes."""

    exit_code = 2
