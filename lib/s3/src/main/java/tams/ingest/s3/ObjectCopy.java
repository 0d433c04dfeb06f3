package tams.ingest.s3;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;

/**
 * Copies one version of an object within its bucket, with its type and metadata: in one call up to S3's limit for that, in
 * parts beyond it. Either way the copy is there as a whole or not at all.
 *
 * <p>Parts that were copied are given up when a later one fails. A crash leaves them in the bucket, unseen, until a
 * lifecycle rule for incomplete uploads removes them.
 */
final class ObjectCopy {

    /** What S3 copies in one call. */
    static final long ONE_CALL_MAX = 5L << 30;

    /** Bytes of a part, unless that makes too many: few calls, each of them far within {@link #PART_TIMEOUT}. */
    static final long PART_BYTES = 1L << 30;

    /** Parts of one object; S3's own limit. */
    private static final int PARTS_MAX = 10_000;

    /** For one call: an S3 copies 4 GiB in a minute or two. */
    private static final Duration PART_TIMEOUT = BucketCalls.TRANSFER_TIMEOUT;

    private final BucketCalls calls;
    private final S3Client client;
    private final long oneCallMax;
    private final long partBytes;

    /** With S3's own limits. */
    ObjectCopy(BucketCalls calls) {
        this(calls, ONE_CALL_MAX, PART_BYTES);
    }

    ObjectCopy(BucketCalls calls, long oneCallMax, long partBytes) {
        this.calls = calls;
        this.client = calls.client();
        this.oneCallMax = oneCallMax;
        this.partBytes = partBytes;
    }

    /**
     * Copies, in place of what the target is.
     *
     * @param mark tells whose copy it is
     */
    void copy(String source, ObjectVersion version, String target, String mark) throws IOException {
        HeadObjectResponse head = calls.head(source);
        if (head.contentLength() <= oneCallMax) {
            copyWhole(source, version, target, mark, head);
        } else {
            copyInParts(source, version, target, mark, head);
        }
    }

    private void copyWhole(String source, ObjectVersion version, String target, String mark, HeadObjectResponse head)
            throws IOException {
        CopyObjectRequest request = CopyObjectRequest.builder()
                .sourceBucket(calls.bucket())
                .sourceKey(source)
                .copySourceIfMatch(version.quoted())
                .destinationBucket(calls.bucket())
                .destinationKey(target)
                .metadataDirective(MetadataDirective.REPLACE)
                .contentType(head.contentType())
                .metadata(Marks.with(head.metadata(), mark))
                .overrideConfiguration(call -> call.apiCallTimeout(PART_TIMEOUT))
                .build();
        calls.call("copy", source, () -> client.copyObject(request));
    }

    private void copyInParts(String source, ObjectVersion version, String target, String mark, HeadObjectResponse head)
            throws IOException {
        String upload = calls.call(
                        "copy",
                        source,
                        () -> client.createMultipartUpload(request -> request.bucket(calls.bucket())
                                .key(target)
                                .contentType(head.contentType())
                                .metadata(Marks.with(head.metadata(), mark))))
                .uploadId();
        try {
            List<CompletedPart> parts = copyParts(source, version, target, upload, head.contentLength());
            calls.call(
                    "copy",
                    source,
                    () -> client.completeMultipartUpload(request -> request.bucket(calls.bucket())
                            .key(target)
                            .uploadId(upload)
                            .multipartUpload(all -> all.parts(parts))
                            .overrideConfiguration(call -> call.apiCallTimeout(PART_TIMEOUT))));
        } catch (IOException | RuntimeException e) {
            giveUp(target, upload, e);
            throw e;
        }
    }

    private List<CompletedPart> copyParts(
            String source, ObjectVersion version, String target, String upload, long bytes) throws IOException {
        long step = Math.max(partBytes, (bytes + PARTS_MAX - 1) / PARTS_MAX);
        List<CompletedPart> parts = new ArrayList<>();
        for (long from = 0; from < bytes; from += step) {
            int number = parts.size() + 1;
            UploadPartCopyRequest request = UploadPartCopyRequest.builder()
                    .sourceBucket(calls.bucket())
                    .sourceKey(source)
                    .copySourceIfMatch(version.quoted())
                    .copySourceRange("bytes=" + from + "-" + (Math.min(from + step, bytes) - 1))
                    .destinationBucket(calls.bucket())
                    .destinationKey(target)
                    .uploadId(upload)
                    .partNumber(number)
                    .overrideConfiguration(call -> call.apiCallTimeout(PART_TIMEOUT))
                    .build();
            String etag = calls.call("copy", source, () -> client.uploadPartCopy(request))
                    .copyPartResult()
                    .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
        }
        return parts;
    }

    /** Lets the S3 throw the parts away; that this fails too is told with what had failed before. */
    private void giveUp(String target, String upload, Exception failure) {
        try {
            calls.call(
                    "copy",
                    target,
                    () -> client.abortMultipartUpload(request ->
                            request.bucket(calls.bucket()).key(target).uploadId(upload)));
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
