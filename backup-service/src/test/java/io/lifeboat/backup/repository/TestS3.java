package io.lifeboat.backup.repository;

import io.lifeboat.embedded.S3Server;
import io.lifeboat.testing.TestStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** One S3 store for the module's tests, with the bucket {@code backups}. */
public final class TestS3 {

    public static final String BUCKET = "backups";

    private TestS3() {}

    public static URI endpoint() {
        return Holder.SERVER.endpoint();
    }

    public static S3Client client(URI endpoint) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)))
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(2))
                        .socketTimeout(Duration.ofSeconds(10))
                        .build())
                .build();
    }

    private static final class Holder {
        static final S3Server SERVER = start();

        private static S3Server start() {
            try {
                Path folder = Files.createTempDirectory(
                        Files.createDirectories(Path.of("target").toAbsolutePath()), "s3-");
                S3Server server = S3Server.start(
                        folder,
                        Path.of("../embedded-stack/target/s3proxy/s3proxy.jar").toAbsolutePath(),
                        TestStack.ports().getAsInt(),
                        List.of(BUCKET));
                Runtime.getRuntime().addShutdownHook(new Thread(server::close));
                return server.awaitReady();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
