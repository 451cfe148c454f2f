package io.plimsoll.operators.memory;

/**
 * How much memory an operator needs.
 *
 * @param workspaceBytes what spilling takes: charged when the operator opens, and never lent
 * @param minRecordBytes what is guaranteed for records, so that the operator always gets on
 * @param maxBytes the most that it takes, workspace included; what its parent has at most
 */
public record OperatorNeeds(long workspaceBytes, long minRecordBytes, long maxBytes) {

    /** Checks the numbers. */
    public OperatorNeeds {
        if (workspaceBytes < 0 || minRecordBytes < 0) {
            throw new IllegalArgumentException(
                    "workspaceBytes=%d, minRecordBytes=%d (expected 0 or more)"
                            .formatted(workspaceBytes, minRecordBytes));
        }
        maxBytes = Math.max(maxBytes, workspaceBytes + minRecordBytes);
    }

    /** With less than this the operator doesn't open. */
    public long minBytes() {
        return workspaceBytes + minRecordBytes;
    }
}
