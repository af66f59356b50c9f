#include <stdlib.h>

// A library built against a Kit that is long gone. Its plugin must never be asked for.
const char *Stale_kit_stamp(void) { return "kit 0, an older compiler"; }
void *Stale_plugin(void) { abort(); }
