// Characters of names and texts that nobody sees, or that move the cursor.

/**
 * Control characters (C0, DEL, C1), fillers, joiners, zero-width and direction marks (CVE-2021-42574), line separators,
 * variation selectors but for the one that colours an emoji, byte order mark, annotation marks, tag characters, and halves of
 * surrogate pairs.
 */
export const invisible =
  /(?!\ufe0f)[\u0000-\u001f\u007f-\u009f\u2028-\u202e\p{Default_Ignorable_Code_Point}\ufff9-\ufffb\ufffe\uffff\p{Surrogate}]|(?<!\p{Extended_Pictographic})\ufe0f/gu;
