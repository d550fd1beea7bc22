#!/bin/sh
# >>> keylint >>>
# Added by `keylint hook install`; `keylint hook uninstall` takes it out.
if [ -x ./node_modules/.bin/keylint ]; then
  ./node_modules/.bin/keylint hook run </dev/null || exit $?
elif command -v keylint >/dev/null 2>&1; then
  keylint hook run </dev/null || exit $?
else
  echo 'keylint: not installed here, so nothing was audited. Install it, or run git with --no-verify.' >&2
  exit 1
fi
# <<< keylint <<<
