"""The course as a web server on the learner's own machine, its kernels and its command line."""
