"""Independent judges of what printkit makes: two PDF/UA-1 checkers that share no code."""
