"""How events of the program reach the debugger: three backends behind one interface (`base.Backend`)."""
