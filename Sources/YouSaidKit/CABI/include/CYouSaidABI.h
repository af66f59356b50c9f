#ifndef YOUSAID_ABI_H
#define YOUSAID_ABI_H

/// The number of Kit's public interface. It goes up whenever that interface changes in any way: a plugin
/// built against another number is refused by name instead of crashing in the middle of a vote.
#define YOUSAID_KIT_ABI 3

#define YOUSAID_TEXT_(x) #x
#define YOUSAID_TEXT(x) YOUSAID_TEXT_(x)

/// Kit's number and the compiler's version as they were when the caller was built. `static inline`, so
/// that the text is baked into whoever compiles against this header.
static inline const char *_Nonnull yousaid_kit_stamp(void) {
    return "kit " YOUSAID_TEXT(YOUSAID_KIT_ABI) ", " __VERSION__;
}

#endif
