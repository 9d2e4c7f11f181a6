"""What is measured against which peer, and how to run it: see README.md."""
