"""Variational autoencoder and TimeGAN of the package tsgm."""
