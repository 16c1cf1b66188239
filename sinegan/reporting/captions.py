"""What each picture of the report shows, and what to look for."""

CAPTIONS = {
    "waves": "Real and generated waves, nothing smoothed. The random ones were chosen by a fixed seed; best, median "
    "and worst are ranked by reference SINAD. Look whether the generated waves are smooth, reach 0 and 1, and "
    "differ from each other as the real ones do.",
    "plane": "Phase and frequency of each wave, as the sine fit finds them. Real waves fill the band between the lines "
    "evenly. A generator that draws one wave again and again shows as one small cloud; valid waves are dark, and the "
    "cells that they reach are shaded.",
    "spectra": "Mean power at each frequency under a Hann window. Jaggedness shows as power on the right, where real "
    "waves have none. The shaded band holds the means of twenty sets of real waves: mostly as thin as the line.",
    "residuals": "What is left of the generated waves when the nearest wave of the law is taken away: how large it is "
    "at each point (are the ends worse?), and at which frequencies (slow: a wrong shape; fast: jaggedness). Real "
    "waves leave nothing but rounding, below both pictures.",
    "precision_recall": "Share of generated waves that some wave of the law comes near to (precision), and share of "
    "real waves that some generated one comes near to (recall), by what counts as near. Dashed: other real waves in "
    "the place of the generated ones; their precision is 1 everywhere.",
    "ladder": "How well each judge tells generated from real waves, when white noise of a growing size is added to "
    "both. sigma* (line, with its interval) is where the best of them falls below 55 %: the larger, the worse the "
    "waves. At 50 % a judge is guessing.",
    "article": "The article's own figure: two generated waves after a 5-point rolling mean with the first five points "
    "dropped, beside the same two as they are. Look how much of the smoothness the rolling mean adds.",
    "losses": "Both losses, and the shares of waves that the discriminator, with dropout on, tells rightly, by epoch. "
    "A loss says who is ahead in the game, not how good the waves are.",
    "film": "Eight waves from the same eight noise vectors as training goes on. Look whether they part from each "
    "other, as real waves would, or move together.",
    "calibration": "Which score sees which fault: real waves with known faults, each from weak (top) to strong, and "
    "how many floor standard deviations each score moves. Beyond 5 a fault counts as seen. Grey: not computed, since "
    "judges are shown the strongest only. The first row has no fault, and should be white.",
}
"""By name, in the order of the report."""
