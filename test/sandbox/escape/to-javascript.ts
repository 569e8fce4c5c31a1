/** Ways from Python to JavaScript in Pyodide as it is shipped; each leaves "ESCAPED" or an object of the host. */
export const TO_JAVASCRIPT: Record<string, string> = {
  "import js": "import js\nprint('ESCAPED', js.process.version)",
  "js.eval": "import js\nprint('ESCAPED', js.eval('1+1'))",
  pyodide_js: "import pyodide_js\nprint('ESCAPED', pyodide_js.version)",
  _pyodide_core: "import _pyodide_core\nprint('ESCAPED')",
  "pyodide.code.run_js": "from pyodide.code import run_js\nprint('ESCAPED', run_js('process.pid'))",
  "JsProxy constructors":
    "from pyodide.ffi import JsProxy\nimport js\nprint('ESCAPED', js.Object.constructor('return 6*7')())",
  "file system mounts":
    "import pyodide_js\nfs = pyodide_js.FS\nfs.mkdir('/host')\nfrom pyodide.ffi import to_js\nimport js\nfs.mount(fs.filesystems.NODEFS, to_js({'root': '/'}, dict_converter=js.Object.fromEntries), '/host')\nprint('ESCAPED', open('/host/etc/passwd').read()[:4])",
  "package loading (micropip)": "import pyodide_js\nprint('ESCAPED', pyodide_js.loadPackage)",
};
