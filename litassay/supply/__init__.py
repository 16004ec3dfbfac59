"""WHAT WE STAND ON: the packages that are installed with the program, and under which licences."""
