/** Error numbers of WASI, which Emscripten's C library uses (wasi/api.h). */
export const ERRNO = {
  badDescriptor: 8,
  exists: 20,
  invalid: 28,
  isDirectory: 31,
  tooManyOpen: 33,
  nameTooLong: 37,
  noDevice: 43,
  notFound: 44,
  noSpace: 51,
  notDirectory: 54,
  notEmpty: 55,
  notPermitted: 63,
  notTerminal: 59,
  range: 68,
  readOnly: 69,
  notSeekable: 70,
} as const;
