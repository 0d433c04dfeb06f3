package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tams.ingest.client.Failure;

/** The table of steps and outcomes (reference, classifier 4.5). Status 0 is no answer. */
class ClassifierTest {

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvSource({
        "PREPARE,  REFUSED,           0, '',                 STORE,     REPEAT",
        "PREPARE,  REJECTED,        400, '',                 FLOW,      PARK",
        "PREPARE,  REJECTED,        401, '',                 AUTH,      REPEAT",
        "PREPARE,  REJECTED,        403, '',                 AUTH,      PARK",
        "PREPARE,  REJECTED,        409, '',                 FLOW,      PARK",
        "PREPARE,  REFUSED,         429, '',                 STORE,     REPEAT",
        "PREPARE,  REFUSED,         500, '',                 STORE,     REPEAT",
        "ALLOCATE, UNKNOWN_OUTCOME,   0, '',                 STORE,     REPEAT",
        "ALLOCATE, REFUSED,           0, '',                 STORE,     REPEAT",
        "ALLOCATE, UNKNOWN_OUTCOME, 200, '',                 STORE,     REPEAT",
        "ALLOCATE, UNKNOWN_OUTCOME, 201, '',                 STORE,     REPEAT",
        "ALLOCATE, REJECTED,        302, '',                 CONFIG,    REPEAT",
        "ALLOCATE, REJECTED,        400, '',                 FLOW,      DOUBT_ID",
        "ALLOCATE, REJECTED,        401, '',                 AUTH,      REPEAT",
        "ALLOCATE, REJECTED,        403, '',                 AUTH,      ASK_FLOW",
        "ALLOCATE, REJECTED,        404, '',                 FLOW,      ASK_FLOW",
        "ALLOCATE, REJECTED,        405, '',                 CONFIG,    REPEAT",
        "ALLOCATE, REFUSED,         408, '',                 STORE,     REPEAT",
        "ALLOCATE, REJECTED,        409, '',                 FLOW,      DOUBT_ID",
        "ALLOCATE, REFUSED,         425, '',                 STORE,     REPEAT",
        "ALLOCATE, REFUSED,         429, '',                 STORE,     REPEAT",
        "ALLOCATE, UNKNOWN_OUTCOME, 500, '',                 STORE,     REPEAT",
        "ALLOCATE, REFUSED,         503, '',                 STORE,     REPEAT",
        "UPLOAD,   REFUSED,           0, '',                 STORE,     REPEAT",
        "UPLOAD,   REJECTED,        307, '',                 CONFIG,    REPEAT",
        "UPLOAD,   REJECTED,        400, RequestTimeout,     STORE,     REPEAT",
        "UPLOAD,   REJECTED,        400, BadDigest,          STORE,     REPEAT",
        "UPLOAD,   REJECTED,        400, IncompleteBody,     STORE,     REPEAT",
        "UPLOAD,   REJECTED,        400, ExpiredToken,       CONFIG,    NEW_OBJECT",
        "UPLOAD,   REJECTED,        400, '',                 CONFIG,    NEW_OBJECT",
        "UPLOAD,   REJECTED,        403, AccessDenied,       CONFIG,    NEW_OBJECT",
        "UPLOAD,   REJECTED,        404, NoSuchKey,          STORE,     NEW_OBJECT",
        "UPLOAD,   REJECTED,        409, '',                 STORE,     REPEAT",
        "UPLOAD,   REJECTED,        412, '',                 STORE,     LOOK",
        "UPLOAD,   REJECTED,        413, EntityTooLarge,     PERMANENT, GIVE_UP",
        "UPLOAD,   REFUSED,         503, SlowDown,           STORE,     REPEAT",
        "REGISTER, REFUSED,           0, '',                 STORE,     REPEAT",
        "REGISTER, UNKNOWN_OUTCOME,   0, '',                 STORE,     LOOK",
        "REGISTER, UNKNOWN_OUTCOME, 200, '',                 STORE,     LOOK",
        "REGISTER, UNKNOWN_OUTCOME, 204, '',                 STORE,     LOOK",
        "REGISTER, REJECTED,        301, '',                 CONFIG,    REPEAT",
        "REGISTER, REJECTED,        400, '',                 CHUNK,     LOOK",
        "REGISTER, REJECTED,        401, '',                 AUTH,      REPEAT",
        "REGISTER, REJECTED,        403, '',                 AUTH,      ASK_FLOW",
        "REGISTER, REJECTED,        404, '',                 FLOW,      ASK_FLOW",
        "REGISTER, REJECTED,        405, '',                 CONFIG,    LOOK",
        "REGISTER, REJECTED,        409, '',                 CHUNK,     LOOK",
        "REGISTER, REJECTED,        413, '',                 CONFIG,    REPEAT",
        "REGISTER, REJECTED,        422, '',                 CHUNK,     LOOK",
        "REGISTER, REFUSED,         429, '',                 STORE,     REPEAT",
        "REGISTER, UNKNOWN_OUTCOME, 500, '',                 STORE,     LOOK",
        "REGISTER, UNKNOWN_OUTCOME, 502, '',                 STORE,     LOOK",
        "REGISTER, UNKNOWN_OUTCOME, 503, '',                 STORE,     LOOK",
        "REGISTER, UNKNOWN_OUTCOME, 504, '',                 STORE,     LOOK",
        "LOOK,     REFUSED,           0, '',                 STORE,     REPEAT",
        "LOOK,     REJECTED,        400, '',                 CONFIG,    REPEAT",
        "LOOK,     REJECTED,        401, '',                 AUTH,      REPEAT",
        "LOOK,     REJECTED,        403, '',                 AUTH,      PARK",
        "LOOK,     REJECTED,        404, '',                 FLOW,      PARK",
        "LOOK,     REFUSED,         500, '',                 STORE,     REPEAT",
    })
    void tellsWhoIsAtFaultAndWhatToDo(
            StoreStep step,
            Failure effect,
            int status,
            @Nullable String code,
            ErrorClass errorClass,
            Reaction reaction) {
        assertThat(Classifier.verdict(step, effect, status, Optional.ofNullable(code)))
                .isEqualTo(new Classifier.Verdict(errorClass, reaction));
    }

    @ParameterizedTest
    @EnumSource(StoreStep.class)
    void givesNoChunkUpForWhatHitsAllOfThem(StoreStep step) {
        for (Failure effect : Failure.values()) {
            for (int status = 100; status < 600; status++) {
                Classifier.Verdict verdict = Classifier.verdict(step, effect, status, Optional.empty());

                assertThat(verdict.reaction() == Reaction.GIVE_UP).isEqualTo(step == StoreStep.UPLOAD && status == 413);
                assertThat(verdict.reaction() == Reaction.LOOK && verdict.errorClass() == ErrorClass.CHUNK)
                        .isEqualTo(step == StoreStep.REGISTER
                                && (status == 400 || status == 409 || status == 412 || status == 422));
            }
        }
    }
}
