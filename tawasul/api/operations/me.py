"""Who am I here?"""

from tawasul.api.caller import Call
from tawasul.api.noun import Noun
from tawasul.api.schemas.places import Me, PlaceHeld, named
from tawasul.centres.saying import role_said

router = Noun("me")


@router.opens("GET", "/me", Me)
def me(request: Call) -> Me:
    """The role and place under which the token acts, and its powers."""
    membership = request.auth.token.membership
    return Me(
        name=membership.user.name,
        role=membership.role,
        role_label=role_said(membership),
        stands_for=named(membership.covers.user) if membership.covers else None,
        place=PlaceHeld(id=membership.place_id, name=membership.place.name, kind=membership.place.kind),
        powers=sorted(power.value for power in request.auth.actor.powers),
        token=request.auth.token.prefix,
        expires_at=request.auth.token.expires_at,
    )
