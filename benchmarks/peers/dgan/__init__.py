"""DoppelGANger of the package gretel-synthetics."""
