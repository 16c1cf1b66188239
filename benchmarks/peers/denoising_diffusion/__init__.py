"""Denoising diffusion of the package denoising-diffusion-pytorch."""
