"""All classifiers for the waves of a grid, those that need TensorFlow included."""

from sinegan.classifiers.conv_net import conv_classifier
from sinegan.classifiers.models import CLASSIFIERS, Classifier
from sinegan.classifiers.series_net import series_classifier
from sinegan.waves.law import Law, SamplingGrid


def classifiers(grid: SamplingGrid) -> tuple[Classifier, ...]:
    """With the article's discriminator if the distribution is known; otherwise with the classifier of series."""
    network = conv_classifier(grid.width) if isinstance(grid, Law) else series_classifier(grid)
    return (*CLASSIFIERS, network)
