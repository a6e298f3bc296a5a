#!/bin/sh
# Starts the book by Node.js or by Python 3, whichever is here, or shows what to do where neither is.
cd "$(dirname "$0")" || exit 1

if node -e "require('node:http')" >/dev/null 2>&1; then
  exec node server/serve.cjs "$@"
fi

# Apple's own python3 may be no more than an offer to install tools.
python=$(command -v python3)
if [ "$python" = /usr/bin/python3 ] && [ "$(uname)" = Darwin ] && ! xcode-select -p >/dev/null 2>&1; then
  python=
fi
if [ -n "$python" ] && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 7))'; then
  exec "$python" server/serve.py "$@"
fi

echo 'Neither Node.js nor Python 3 is here: see "Read me.html".'
if [ "$(uname)" = Darwin ]; then open 'Read me.html'; else xdg-open 'Read me.html'; fi
