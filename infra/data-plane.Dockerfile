# Built from the root of the checkout, after ./sluice start has built it: docker build -f infra/data-plane.Dockerfile -t sluice/data-plane:0.1.0 .
FROM eclipse-temurin:25.0.3_9-jre-noble
COPY data-plane/target/quarkus-app/ /opt/sluice/
# A new volume takes the owner of the folder that it covers.
COPY --chown=10001:10001 infra/empty/ /spool/
COPY --chown=10001:10001 infra/empty/ /tls/
USER 10001:10001
EXPOSE 8000 8001 8443
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError -XX:+UseTransparentHugePages"
ENTRYPOINT ["java", "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED", "-jar", "/opt/sluice/quarkus-run.jar"]
