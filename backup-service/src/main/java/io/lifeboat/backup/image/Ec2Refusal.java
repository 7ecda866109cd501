package io.lifeboat.backup.image;

import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** What EC2 means when it refuses, by its codes. */
final class Ec2Refusal {

    private static final Set<String> GONE =
            Set.of("InvalidAMIID.NotFound", "InvalidAMIID.Unavailable", "InvalidSnapshot.NotFound");

    private Ec2Refusal() {}

    static boolean isOfWhatIsGone(Ec2Exception e) {
        return GONE.contains(code(e));
    }

    static boolean isOfATakenName(Ec2Exception e) {
        return code(e).equals("InvalidAMIName.Duplicate");
    }

    private static String code(Ec2Exception e) {
        return e.awsErrorDetails() == null
                ? ""
                : String.valueOf(e.awsErrorDetails().errorCode());
    }
}
