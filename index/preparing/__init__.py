"""What is found out about each article before it is written: the greatest part of a build, done by whoever has time.

stage     a pure function from texts to what the catalogue keeps of them: figures, names, pairs, bodies packed
child     a process that does nothing else
pool      who prepares: this process and, when there is much to do, children beside it
"""
