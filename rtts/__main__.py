"""`python -m rtts`: the command line."""

from rtts.cli import main

if __name__ == "__main__":
    main()
