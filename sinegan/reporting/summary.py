"""What the headline scores mean, in plain words."""

from collections.abc import Mapping
from typing import Any

from sinegan.schema.scores import Score

_NO_LAW = (
    "**No law is known of these waves: no score can tell how good a single one is, or which kinds are missing. "
    "Pictures and judges can.**"
)


def verdict(headlines: Mapping[str, Score], bits: float | None) -> str:
    """A paragraph from the headline scores, by their names, and the effective bits of the median wave.

    Without a law, and so without bits, it is a short one.
    """
    value: dict[str, Any] = {name: score.value for name, score in headlines.items()}
    told = [name for name, score in headlines.items() if score.flagged]
    known = [name for name, score in headlines.items() if score.flagged is not None]
    if bits is None:
        of_law = [_NO_LAW]
    else:
        of_law = [
            f"**{_shape(value, bits)}, {_variety(headlines['coverage'])}.**",
            _law(headlines["ks_frequency"], headlines["ks_phase"]),
        ]
    of_any = [_copying(headlines["nearer_to_training"]), _judges(value), _count(len(told), len(known))]
    return " ".join(of_law + of_any)


def _shape(value: Mapping[str, float], bits: float) -> str:
    sinad, valid = value["reference_sinad_median_db"], value["valid_share"]
    kind = "Clean sines" if sinad >= 40 else "Good sines" if sinad >= 25 else "Rough waves"
    return (
        f"{kind}: the median wave is one of the law's to {sinad:.1f} dB ({max(bits, 0):.1f} bits), "
        f"and {valid:.1%} of the waves are valid sines"
    )


def _variety(coverage: Score) -> str:
    covered, floor = coverage.value or 0.0, coverage.floor or 0.0
    if covered == 0:
        return "so that none of the phase-frequency plane is covered"
    said = f"they cover {covered:.1%} of the phase-frequency plane, where as many real waves cover {floor:.1%}"
    if covered < 0.05 * floor:
        return f"nearly always the same: {said}"
    return f"of limited variety: {said}" if covered < 0.99 * floor else f"of every kind: {said}"


def _law(frequency: Score, phase: Score) -> str:
    gaps = f"(Kolmogorov-Smirnov distances {_beside(frequency)}, and {_beside(phase)})"
    if frequency.flagged is None:
        return f"How far frequency and phase are from the law is for the reader to judge {gaps}."
    wrong = [name for name, score in (("frequency", frequency), ("phase", phase)) if score.flagged]
    if wrong:
        return f"The law of {' and '.join(wrong)} is missed {gaps}."
    return f"Frequencies and phases follow the law as far as can be told {gaps}."


def _copying(score: Score) -> str:
    if score.value is None:
        return "Whether waves were copied is not known, without the training waves."
    if score.flagged and score.value > (score.floor or 0.0):
        return f"Waves lie nearer to the training waves than fresh ones do ({_beside(score)}): some are copied."
    nearness = f"They are nearer to the training waves than fresh ones are with a chance of {_beside(score)}"
    return f"{nearness}; copies would raise it."


def _beside(score: Score) -> str:
    """Value and floor; the value alone where real waves were not scored."""
    floor = "" if score.floor is None else f" against {score.floor:.3f} among real waves"
    return f"{score.value:.3f}{floor}"


def _judges(value: Mapping[str, float]) -> str:
    accuracy, sigma = value["judge_accuracy"], value["sigma_star"]
    if sigma == 0:
        return f"The strongest judge is right in {accuracy:.1%} of cases: it is guessing."
    if sigma > 32:
        return f"The strongest fresh judge is right in {accuracy:.1%} of cases, and no noise on both sides fools it."
    return (
        f"The strongest fresh judge is right in {accuracy:.1%} of cases; only under noise of {sigma:.2g} "
        "on both sides does it fall to guessing."
    )


def _count(told: int, known: int) -> str:
    if known == 0:
        return "Floors are single comparisons here, without a spread, so no score is flagged."
    return f"{told} of {known} headline scores lie more than five floor standard deviations from what real waves score."
