/** Rooms: where phones and browsers meet. A room, and everyone in it, belongs to one MediaLoop. */
package io.patchbay.gateway.room;
