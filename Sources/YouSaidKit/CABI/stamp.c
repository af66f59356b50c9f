#include "CYouSaidABI.h"
