package io.patchbay.gateway.room;

/**
 * A message in a room's chat, as the control protocol and the API show it.
 *
 * @param id unique over all rooms and times
 * @param participantId who wrote it; null for those who are no participants
 * @param displayName what the writer was called then
 * @param text as {@link ChatText} lets it through
 * @param at when it was written: ISO 8601, UTC
 */
public record ChatMessage(String id, String participantId, String displayName, String text, String at) {}
