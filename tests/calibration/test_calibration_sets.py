"""The sets of a calibration: every corruption in every strength, and fresh draws."""

import pytest

from sinegan.calibration.calibration_sets import calibration_sets
from sinegan.calibration.corruption_grid import CORRUPTIONS
from tests.calibration.small_calibration import OPTIONS, by_stream, sets_of


@pytest.mark.parametrize(("repeats", "classified"), [(4, 3), (3, 3), (3, 5)])
def test_sets_are_all_corruptions_in_all_strengths_and_all_repeats(repeats, classified):
    options = OPTIONS.model_copy(update={"baseline_repeats": repeats, "classifier_baseline_repeats": classified})
    sets = calibration_sets(options, with_corruptions=True)
    corruptions = [(corruption.name, strength) for corruption in CORRUPTIONS for strength in corruption.strengths]
    listed = [(entry.corruption.name, entry.strength) for entry in by_stream(sets) if entry.corruption]
    assert listed == corruptions
    clean = [entry for entry in sets if entry.corruption is None]
    assert len(clean) == max(repeats, classified)
    assert sum(entry.classified for entry in clean) == classified
    assert [entry.stream for entry in by_stream(sets)] == list(range(len(sets)))


def test_classifiers_are_run_on_the_strongest_of_each_corruption_and_first_of_all():
    sets = sets_of()
    classified = [entry for entry in sets if entry.classified and entry.corruption]
    strongest = {corruption.name: corruption.strengths[-1] for corruption in CORRUPTIONS}
    assert {entry.corruption.name: entry.strength for entry in classified} == strongest
    assert len(classified) == len(CORRUPTIONS)
    assert [entry.classified for entry in sets] == sorted((entry.classified for entry in sets), reverse=True)


def test_more_repeats_leave_the_streams_of_the_others_unchanged():
    fewer, more = ({entry.stream: entry[:3] for entry in sets_of(baseline_repeats=n)} for n in (4, 9))
    assert fewer.items() <= more.items()
