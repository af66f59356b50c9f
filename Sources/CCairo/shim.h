#ifndef CCairo_SHIM_H
#define CCairo_SHIM_H

#include <cairo-ft.h>
#include <cairo.h>
#include <ft2build.h>
#include FT_FREETYPE_H

// FreeType names its header by a macro, and a face's size of glyphs by fields of a struct that is not public in whole:
// so faces are opened and asked here.

// A font from a file; a null pointer where there is none or it cannot be read. It is never closed.
static inline FT_Face ccairo_open_face(FT_Library library, const char *path) {
    FT_Face face = 0;
    return FT_New_Face(library, path, 0, &face) == 0 ? face : 0;
}

// Whether a font has a sign for a character.
static inline int ccairo_has_character(FT_Face face, unsigned int character) {
    return FT_Get_Char_Index(face, character) != 0;
}

#endif
