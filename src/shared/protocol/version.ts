/** Version of the record schemas and of the wire. A server still reads operations of the three before it (PU4). */
export const schemaVersion = 3
