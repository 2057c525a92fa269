#ifndef LAYOVER_PROBE_H
#define LAYOVER_PROBE_H

/* Tries one primitive; 0, or its errno (255 for a name it does not know). */
int run_probe(const char *name);

#endif
