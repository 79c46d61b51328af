package io.patchbay.sip.jain;

import io.patchbay.sip.CallLoops;
import io.patchbay.sip.SipApplication;
import io.patchbay.sip.SipSettings;

/** What every part of one user agent shares. */
record AgentContext(
        SipSettings settings,
        SipApplication application,
        CallLoops loops,
        LocalAddresses addresses,
        Responses responses,
        ClientRequests requests,
        Calls calls) {}
