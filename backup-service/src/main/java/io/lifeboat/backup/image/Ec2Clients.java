package io.lifeboat.backup.image;

import io.lifeboat.catalog.SystemImage;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** One client a region, made when it is first needed, with the keys that every AWS client looks for. */
final class Ec2Clients {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private static final Map<String, Ec2Client> CLIENTS = new ConcurrentHashMap<>();

    private Ec2Clients() {}

    static Ec2Images images(SystemImage.Ec2 ec2) {
        String region = ec2.region();
        String instance = ec2.instance();
        if (region == null || instance == null) {
            throw new IllegalArgumentException(
                    "%s: the catalog's image names no region and instance of ec2 yet".formatted(ec2.host()));
        }
        return new Ec2Images(CLIENTS.computeIfAbsent(region, Ec2Clients::make), region, instance);
    }

    private static Ec2Client make(String region) {
        return Ec2Client.builder()
                .region(Region.of(region))
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ANSWER)
                        .build())
                .build();
    }
}
