# The linter with the dependencies of requirements/run.lock, and git for --diff-base:
#   docker build --tag awesome-lint .
#   docker run --rm --volume "$PWD:/list:ro" awesome-lint README.md

FROM python:3.11-slim AS build
WORKDIR /build
COPY requirements/run.lock requirements/run.lock
RUN python -m venv /opt/awesome-lint \
 && /opt/awesome-lint/bin/python -m pip install --no-cache-dir --no-deps --require-hashes \
    --requirement requirements/run.lock
COPY LICENSE README.md hatch_build.py pyproject.toml ./
COPY rules rules
COPY src src
RUN /opt/awesome-lint/bin/python -m pip wheel --no-index --no-deps --no-build-isolation \
    --wheel-dir dist . \
 && /opt/awesome-lint/bin/python -m pip install --no-index --no-deps dist/*.whl \
 && /opt/awesome-lint/bin/python -m pip uninstall --yes hatchling editables pip

FROM python:3.11-slim
RUN apt-get update \
 && apt-get install --yes --no-install-recommends git \
 && rm -rf /var/lib/apt/lists/* \
 && git config --system --add safe.directory /list \
 && useradd --create-home --uid 1000 lint
COPY --from=build /opt/awesome-lint /opt/awesome-lint
# Another user, with `docker run --user`, has no home directory to write to.
ENV XDG_CACHE_HOME=/tmp
USER lint
WORKDIR /list
ENTRYPOINT ["/opt/awesome-lint/bin/awesome-lint"]
