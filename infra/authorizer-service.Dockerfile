# Built from the root of the checkout, after ./sluice start has built it: docker build -f infra/authorizer-service.Dockerfile -t sluice/authorizer-service:0.1.0 .
FROM eclipse-temurin:25.0.3_9-jre-noble
COPY authorizer-service/target/quarkus-app/ /opt/sluice/
USER 10001:10001
EXPOSE 8090
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError"
ENTRYPOINT ["java", "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED", "-jar", "/opt/sluice/quarkus-run.jar"]
