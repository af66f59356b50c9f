#include <stdlib.h>

// A library without a stamp. Its plugin must never be asked for.
void *NoStamp_plugin(void) { abort(); }
