# syntax=docker/dockerfile:1
# One image, both applications: docker run IMAGE capture|enrich|contracts … Built from a source tree, nothing else needed.

FROM maven:3.9.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -q -B -DskipTests -Dmaven.javadoc.skip -Dmaven.source.skip -pl distribution -am package

FROM eclipse-temurin:17.0.15_6-jre-noble
COPY --from=build --chown=0:0 /build/distribution/target/app /opt/tidings
# The state's directory belongs to the user, so that a new named volume mounted there does, too.
RUN chmod -R u=rwX,go=rX /opt/tidings \
    && chmod 0755 /opt/tidings/tidings /opt/tidings/answers \
    && mkdir -p /etc/tidings \
    && install -d -o 10001 -g 10001 -m 0750 /var/lib/tidings
ENV TIDINGS_ENRICHER_STATE_DIRECTORY=/var/lib/tidings \
    JAVA_OPTS="-XX:MaxRAMPercentage=60"
# tidings.yaml is looked for in the working directory. Nothing is written but the state and /tmp, which must allow
# programs to be mapped: native libraries are unpacked there.
WORKDIR /etc/tidings
VOLUME /var/lib/tidings
USER 10001:10001
# capture, enrich.
EXPOSE 9401 9402
# The port differs by application: Compose asks `answers PORT /livez`, Kubernetes by itself; so there is no HEALTHCHECK.
ENTRYPOINT ["/opt/tidings/tidings"]
CMD ["--help"]
