# Makes an installation's keys and passwords, once; see infra/README.md.
FROM eclipse-temurin:25.0.3_9-jre-noble
COPY quickstart/target/quickstart.jar /opt/sluice/quickstart.jar
COPY quickstart/target/lib/ /opt/sluice/lib/
# A new volume takes the owner of the folder that it covers.
COPY --chown=10001:10001 infra/empty/ /keys/
USER 10001:10001
ENTRYPOINT ["java", "-jar", "/opt/sluice/quickstart.jar", "keys"]
