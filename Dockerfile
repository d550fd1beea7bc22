# keylint in a box, from the published package (it is not on npm yet; --build-arg PACKAGE=./keylint-0.2.0.tgz takes one
# that `npm pack` has made).
#   docker run --rm -v "$PWD:/src:ro" keylint
FROM node:22-alpine
ARG PACKAGE=keylint@0.2.0
# Git tells what is tracked, staged and past. What is mounted belongs to somebody else, and nothing of it is run.
RUN apk add --no-cache git && git config --system --add safe.directory '*'
COPY package.json keylint-*.tgz /tmp/
RUN cd /tmp && npm install --global --ignore-scripts --no-audit --no-fund "$PACKAGE" && rm -rf /tmp/* /root/.npm
USER node
WORKDIR /src
ENTRYPOINT ["keylint"]
